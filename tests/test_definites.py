import pytest
from factories import statement
from test_discourse import RESOLVER, marked

from checker.analysis import analyse
from checker.document import Document
from checker.statement_parties import assign_parties

# Composed stories: name -> (outlet, text). A speaker is marked [[words|expected parties]].
STORIES = {
    "ukraine wire": (
        "Atlas Wire",
        """KYIV/MOSCOW, March 3 — Drones hit a grain terminal in the southern Ukrainian port of Izmail overnight, [[the regional governor|UKR]] said.
“Two silos are burning,” [[Governor Serhiy Kolos|UKR]] said on television.
[[Russia’s defense ministry|RUS]] said its forces had struck an arms depot.
[[The ministry|RUS]] released no footage.
[[The Ukrainian air force|UKR]] said it shot down 31 drones.
[[Its spokesman, Colonel Taras Lyman|UKR]], said nine got through.
[[The mayor of the Russian city of Belgorod|RUS]] reported three wounded in shelling.
[[The SBU|UKR]] did not comment, but [[an SBU source|UKR]] confirmed the raid.
[[Romania|ROU]] said fragments fell on its soil.
[[The International Atomic Energy Agency|IAEA]] said power was stable.
[[The agency|IAEA]] added that one line was down.
[[The Kremlin|RUS]] denied targeting grain.
[[Its spokesman|RUS]] called the reports lies.
[[Both sides|UKR+RUS]] said talks would go on.
[[A docker who gave only his first name|LOCAL]] said he had seen flames.
[[Lyman|UKR]] said the port was working.""",
    ),
    "sudan home A": (
        "Nile Valley Post",
        """PORT SUDAN — [[The army|SAF]] said on Friday it had retaken the bridge at Bara. [[The rebels|RSF]] deny it.
Fighters of the Rapid Support Forces fled west, [[the general command|SAF]] said.
[[The militia|RSF]] claimed on its channel that it holds the town.
[[Its spokesman, Al-Fateh Idris|RSF]], said 90 soldiers were killed.
[[The paramilitaries|RSF]] also said they had shot down a plane.
[[North Kordofan's governor|SAF]] said 600 families had returned.
[[The state's health ministry|SAF]] counted 14 dead.
[[The Sudan Doctors Network|SDNET]] counted 22.
[[The network|SDNET]] blamed the RSF.
[[A trader in the market|LOCAL]] said shells fell at noon.
[[The foreign ministry|SAF]] accused the Emirates of sending arms.
[[Abu Dhabi|ARE]] rejected the charge.
[[The Gulf state|ARE]] said it only sends aid.
[[Brigadier Nabil Hassan, the army spokesman|SAF]], said the road was open.
[[The brigadier|SAF]] said drones came from Nyala.
[[The Emergency Response Rooms, a volunteer network|ERR]], said kitchens had closed.""",
    ),
    "uganda home": (
        "Pearl Courier",
        """KOBOKO, Uganda — Eleven South Sudanese soldiers died in Thursday's raid on Kuluba, [[Brig. Julius Okwir|UGA]] announced.
"Let Juba bring a map." The army's own dead number two, [[it|UGA]] said. [[It|UGA]] admitted holding two men.
[[Corporal Deng Lual, one of the two prisoners|SSD]], said he had lost his way.
Juba struck first and was chased by Ugandan fire, [[South Sudan's army|SSD]] denied.
About Monday, [[South Sudan's army|SSD]] conceded that its men strayed. They had been lured by Ugandan fire, [[its spokesman|SSD]] said.""",
    ),
    "a group's own paper": (
        "Kivu Courier",
        """KAMANYOLA, Congo — Burundi lost 70 men, [[Lt. Col. Jean Kasindi, who speaks for M23|M23]], said.
[[The officer|M23]] admitted nine dead.
On the Rwandan side, [[the Defence Force|RWA]] reported two shells.
Families are home, said [[the chief whom the rebels installed there|M23]].
A girl died of her wounds, the second victim of Rwandan guns, [[the movement's governor|M23]] said.""",
    ),
    "exiles and offices": (
        "Calabar Post",
        """CALABAR, Nigeria — Cameroon's army burned a village in Nigeria. The Ambazonia fighters left.
[[Lucas Tabe, a separatist leader exiled in Norway|AMBA]], denied it.
[[Coast guard engineer Musa Bello|NGA]] found shells.""",
    ),
    "ministries of two states": (
        "Levant Wire",
        """BEIRUT/DAMASCUS — Syria shelled Lebanon, and Hezbollah fired back. [[The two defense ministries|LBN+SYR]] agreed on a truce.""",
    ),
    "a topic": (
        "Meridian Wire",
        """LIMA/QUITO — [[Ecuador|ECU]] said on Tuesday that Peruvian helicopters had fired at a post.
Peru's Defense Ministry laughed. “We lost a mule,” [[spokesman Col. Raúl Ibarra|PER]] told reporters.""",
    ),
    "two coasts": (
        "Pacific Wire",
        """TAIPEI/BEIJING — Taiwan's Coast Guard Administration said China had seized a boat off Kinmen on Tuesday.
[[The mainland's coast guard|CHN]] said it had crossed the line.""",
    ),
    "an unlisted group": (
        "Northbridge Newswire",
        """BAMAKO, Mali — Mali's army killed 19 villagers in Telabit, [[the Tuareg rebel alliance XYQ|XYQ]] said. Mali's army denies it.
XYQ fighters took seven soldiers on Monday, [[the rebels|XYQ]] said. [[Rebel commanders|XYQ]] spoke of 34 dead.""",
    ),
    "congo": (
        "Great Lakes Wire",
        """GOMA/KINSHASA — Fighting flared near Masisi on Sunday between Congolese troops and M23 rebels, [[both sides|COD+M23]] said.
[[The army|COD]] said the rebels attacked first.
[[Army spokesman Lt. Col. Jean-Luc Mbayo|COD]] said three posts were lost.
[[The rebels|M23]] said they had acted in self-defense.
[[Their spokesman|M23]] named no toll.
[[Kigali|RWA]] denied sending troops.
[[The Rwandan government|RWA]] said Congo armed the FDLR.
[[The Congolese foreign ministry|COD]] called the denial a farce.
[[MONUSCO|UN]] said it had taken in 400 people.
[[The U.N. mission|UN]] said two peacekeepers were hurt.
[[A local civil society leader|LOCAL]] said 11 bodies had been counted.
[[Doctors Without Borders|MSF]] said it treated 60.
[[The aid group|MSF]] asked for a corridor.
[[The governor of North Kivu|COD]] said the road was cut.
[[The group|M23]] denied looting.
[[The Wazalendo, a pro-government militia|WAZALENDO]], said they held the hill.
[[Angola, which mediates|AGO]], urged restraint.""",
    ),
    "scs home": (
        "Luzon Daily",
        """PUERTO PRINCESA — [[The coast guard|PHL]] said a water cannon smashed the windows of BRP Datu.
[[Commodore Ramon Ylagan|PHL]] said two sailors were cut.
[[The commodore|PHL]] called it an attack.
[[China’s coast guard|CHN]] said the ship rammed one of its cutters.
[[Its spokesperson Gan Yu|CHN]] said the response was professional.
[[Beijing’s embassy in Manila|CHN]] demanded an apology.
[[The embassy|CHN]] said the shoal was Chinese.
[[The Armed Forces of the Philippines|PHL]] said the crew would stay.
[[The palace|PHL]] summoned the ambassador.
[[A fisherman|LOCAL]] said the cannon fired for an hour.
[[The U.S. State Department|USA]] said the treaty applied.
[[Washington|USA]] stood by its ally.
[[State broadcaster CCTV|CCTV]] said the Philippine ship had turned suddenly.
[[The foreign department|PHL]] rejected the footage.
[[The Southern Theater Command|CHN]] said it was on alert.""",
    ),
    "kosovo": (
        "Balkan Monitor",
        """PRISTINA/BELGRADE — Kosovo police said on Monday that gunmen fired on a patrol near Zvecan. [[Kosovo’s interior minister|XKX]] blamed Serbia.
[[The minister, Arta Gashi|XKX]], said the weapons were new.
[[Belgrade|SRB]] denied any role.
[[Serbia’s Office for Kosovo|SRB]] called it a provocation.
[[KFOR|NATO]] said it had sent two patrols.
[[The NATO-led force|NATO]] asked both sides for calm.
[[The EU mission EULEX|EU]] said it was ready.
[[Pristina|XKX]] said it would seek sanctions.
[[The Serb List|SRP]] said police had provoked it.
[[The party|SRP]] called for a strike.
[[Gashi|XKX]] said one man was held.
[[The mayor of Zvecan|XKX]] said shops were shut.
[[The two governments|XKX+SRB]] said they would meet in Brussels.""",
    ),
    "caucasus home B": (
        "Baku Herald",
        """BAKU. [[The Defense Ministry|AZE]] said Armenian units fired at positions in Kalbajar.
[[The ministry|AZE]] reported no losses.
[[Yerevan|ARM]] denied it within an hour.
[[The other side|ARM]] has denied every incident this year.
[[Spokesman Elchin Aliyev|AZE]] showed footage.
[[The State Border Service|AZE]] said a conscript was wounded.
[[Russia’s peacekeepers|RUS]] did not confirm it.
[[The EU mission in Armenia|EU]] said its patrols heard nothing.
[[The CSTO|CSTO]] said it had had no request.
[[Armenia’s prime minister|ARM]] offered an inquiry.
[[Villagers of Istisu|LOCAL]] said they had slept in cellars.
[[The neighboring country|ARM]] said the footage was old.
[[Ankara|TUR]] backed Azerbaijan.
[[The Prosecutor General’s Office|AZE]] opened a case.""",
    ),
    "gaza lebanon": (
        "Levant Wire",
        """BEIRUT/JERUSALEM — An Israeli drone hit a van near Tyre, killing three, [[the Lebanese health ministry|LBN]] said.
[[The Israeli military|ISR]] said it killed a Hezbollah commander.
[[The military|ISR]] named him as Ali Daher.
[[Hezbollah|HEZ]] said he was a driver.
[[The Iran-backed group|HEZ]] fired rockets.
[[The mayor of Kiryat Shmona|ISR]] said a school was damaged.
[[The Lebanese army|LBN]] said it closed the road.
[[Prime Minister Salim Haddad|LBN]] urged Paris to act.
[[UNIFIL|UN]] said a post was hit.
[[The U.N. force|UN]] did not say by whom.
[[A nurse at the hospital in Tyre|LOCAL]] said six children were brought in.
[[The Israeli prime minister’s office|ISR]] said strikes would go on.
[[Hamas|HAMAS]] condemned the strike.
[[Gaza’s health ministry|HAMAS]] said 12 people died there.
[[The Hamas-run media office|HAMAS]] said nine were children.
[[The Palestinian Authority|PSE]] asked for a U.N. meeting.
[[Tehran|IRN]] said its ally would answer.""",
    ),
    "korea": (
        "Peninsula Times",
        """SEOUL — North Korea fired artillery into the Yellow Sea, [[South Korea’s military|KOR]] said on Thursday.
[[The Joint Chiefs of Staff|KOR]] said 60 shells landed north of the line.
[[The North|PRK]] said it answered a drill.
[[Pyongyang’s KCNA news agency|KCNA]] said the South fired first.
[[The North’s defense ministry|PRK]] warned of war.
[[The South|KOR]] denied it.
[[The presidential office in Seoul|KOR]] called a meeting.
[[Kim Song Il, a North Korean general|PRK]], said the islands were targets.
[[The general|PRK]] said patience was spent.
[[The U.N. Command|UNC]] said it would inquire.
[[Tokyo|JPN]] called for calm.
[[Islanders|LOCAL]] said they hid.
[[The two Koreas|PRK+KOR]] have accused each other of breaches.
[[The unification ministry|KOR]] said the hotline was dead.""",
    ),
    "kashmir home": (
        "Lahore Star",
        """MUZAFFARABAD — Two villagers were killed by Indian shelling, [[the military’s media wing|PAK]] said.
[[The ISPR|PAK]] said the firing was unprovoked.
[[New Delhi|IND]] said Pakistan broke the truce.
[[The Indian army|IND]] said a soldier died.
[[An Indian army spokesman in Srinagar|IND]] gave no name.
[[The Azad Kashmir government|PAK]] said 40 houses burned.
[[The local disaster authority|PAK]] moved 300 people.
[[The foreign office|PAK]] summoned the envoy.
[[A grandmother in Leepa|LOCAL]] said the roof fell.
[[India’s home minister|IND]] blamed Lashkar-e-Taiba.
[[The minister|IND]] said the camp was empty.
[[The U.N. observer group|UN]] said it asked for access.
[[Islamabad|PAK]] offered it.
[[The Resistance Front|TRF]] claimed an attack.
[[Major General Asad Rehman|PAK]] said posts were hit.
[[The other side of the line|IND]] stayed silent, but [[China|CHN]] called for talks.""",
    ),
    "ethiopia": (
        "Horn Wire",
        """ADDIS ABABA — [[Ethiopia’s government|ETH]] said Eritrean troops had crossed at Zalambessa.
[[Asmara|ERI]] denied it.
[[The Eritrean information minister|ERI]] said the charge was a pretext.
[[The Tigray People’s Liberation Front|TPLF]] said both armies were massing.
[[The party|TPLF]] asked for monitors.
[[The federal army|ETH]] said it downed a drone.
[[The Fano militia|AMH-FANO]] said it held Lalibela.
[[The militia’s spokesman|AMH-FANO]] named 30 captives.
[[The Ethiopian Human Rights Commission|ETH-EHRC]] counted 45 dead.
[[The African Union|AU]] sent an envoy.
[[The envoy|AU]] said a truce was near.
[[A priest in Adigrat|LOCAL]] said people fled.
[[Addis Ababa|ETH]] closed the airspace.""",
    ),
    "guyana": (
        "Caribbean Wire",
        """GEORGETOWN — A Venezuelan patrol boat entered waters off Essequibo, [[Guyana’s president|GUY]] said.
[[The Guyana Defence Force|GUY]] said shots were fired.
[[Venezuela’s foreign minister|VEN]] called it a lie.
[[Caracas|VEN]] said the waters are disputed.
[[The Bolivarian navy|VEN]] said a tanker had strayed.
[[ExxonMobil, which runs the field|EXXONMOBIL]], said no one was hurt.
[[CARICOM|CARICOM]] urged calm.
[[The bloc|CARICOM]] offered to mediate.
[[Brazil|BRA]] moved armor north.
[[The South American neighbors|GUY+VEN]] agreed to talk.
[[The governor of Bolívar state|VEN]] said the border was open.
[[Fishermen|LOCAL]] said they saw flashes.""",
    ),
    "taliban": (
        "Khyber Wire",
        """PESHAWAR/KABUL — Pakistani jets struck villages in Khost, [[the Taliban government|TALIBAN]] said on Tuesday.
[[Zabihullah Mujahid, its chief spokesman|TALIBAN]], said nine children died.
[[Pakistan’s army|PAK]] said it hit hideouts of the TTP.
[[The military|PAK]] said 18 militants died.
[[The Pakistani Taliban|TTP]] denied having bases there.
[[The militants|TTP]] said they fight inside Pakistan.
[[Kabul|AFG]] summoned the charge d’affaires.
[[Afghanistan’s defense ministry|AFG]] said it fired back.
[[The governor of Khost|AFG]] said three houses were hit.
[[The U.N. mission in Afghanistan|UN]] said 13 civilians were killed.
[[UNAMA|UN]] asked for an inquiry.
[[Islamabad|PAK]] said its neighbor shelters killers.
[[A tribal elder|LOCAL]] said the dead were shepherds.
[[Iran|IRN]] offered to host talks.""",
    ),
    # A town held by a party speaks for it; the state's ministries stay the state's.
    "held town": (
        "Garowe Times",
        """GAROWE — Puntland’s forces hold the hills above Bosaso, [[regional officials|PUNTLAND]] said, after federal troops of Somalia fired.
[[The region’s president|PUNTLAND]] said six soldiers were hurt.
[[The federal interior ministry|SOM]] denied it.
[[Security Minister Ali Warsame|PUNTLAND]] said the guns had come by sea.
[[A foreman at the port|LOCAL]] counted nine wounded.
[[Garowe|PUNTLAND]] asked the elders to mediate.
[[Port officials|PUNTLAND]] said two dhows burned.""",
    ),
    "rebels’ town": (
        "Nyala Voice",
        """NYALA, Sudan — The Rapid Support Forces shot down a drone over the airport of Nyala, [[a spokesman for the group|RSF]] said.
[[The army|SAF]] said its drone had landed safely.
[[Col. Hassan Ferouk, a brigade commander of the RSF|RSF]], called that a lie.
[[The traders’ association of the market|LOCAL]] said four stalls burned.""",
    ),
    "third country": (
        "Southern Wire",
        """SINGAPORE — The Karen National Union captured a base of Myanmar’s military near Thandaung, the group said.
[[The army|MMR]] said it had pulled back.
[[The U.N. mission in Yangon|UN]] counted 40 families on the road, [[a spokesperson|UN]] said.""",
    ),
    "two capitals": (
        "Cone Newswire",
        """LA PAZ/ASUNCION — Paraguayan gendarmes seized three boatmen, Bolivia’s government said.
Asuncion gave another account. Its navy had stopped smugglers, [[Defense Minister Hugo Ferreira|PRY]] said.""",
    ),
    "syria": (
        "Euphrates Wire",
        """DAMASCUS — Clashes broke out in Aleppo between government troops and the Syrian Democratic Forces, [[state media|SYR]] said.
[[The defense ministry|SYR]] said the SDF opened fire.
[[The Kurdish-led force|SDF]] said it was attacked.
[[Its commander, Sipan Hemo|SDF]], said two fighters died.
[[The SDF|SDF]] denied using snipers.
[[The Syrian Observatory for Human Rights|SOHR]] counted 11 dead.
[[The British-based monitor|SOHR]] said four were women.
[[Turkey|TUR]] told the SDF to lay down arms.
[[The health directorate in Aleppo|SYR]] said two children died.
[[The White Helmets|WHITEHELMETS]] said they moved 70 families.
[[The U.S. envoy|USA]] spoke to both sides.
[[The Autonomous Administration|SDF]] blamed factions.
[[Damascus|SYR]] promised an inquiry.""",
    ),
    "yemen home": (
        "Riyadh Ledger",
        """RIYADH — [[The coalition|SAU]] said it shot down two drones over Jizan.
[[The Houthis|HOUTHI]] said they hit a refinery.
[[The Iran-aligned group|HOUTHI]] said it would strike again.
[[Coalition spokesman Brigadier General Fahd al-Otaibi|SAU]] said there was no damage.
[[The energy ministry|SAU]] said output was normal.
[[Sanaa’s defense ministry|HOUTHI]] denied firing at a ship.
[[The UKMTO|UKMTO]] reported a blast.
[[The U.S. Central Command|USA]] said a destroyer answered.
[[Centcom|USA]] gave no number.
[[The internationally recognized government|YEM]] asked for aid.
[[Iran|IRN]] denied sending parts.""",
    ),
    "acronyms": (
        "Luzon Daily",
        """MANILA — [[The Armed Forces of the Philippines (AFP)|PHL]] said a ship was hit near the shoal.
[[The AFP|PHL]] said no one was hurt.
[[AFP spokesperson Colonel Ana Reyes|PHL]] showed a video.
[[The National Maritime Council (NMC)|PHL]] met.
[[The NMC|PHL]] called it reckless.
[[The Coral Reef Watch Alliance (CRWA)|CRWA]] said a reef was damaged.
[[The CRWA|CRWA]] counted 12 boats.
[[The China Coast Guard (CCG)|CHN]] said it acted lawfully.
[[The CCG|CHN]] released a photo.""",
    ),
    "scs B": (
        "Beijing Courier",
        """BEIJING — A Philippine vessel deliberately rammed a Chinese law enforcement ship off Huangyan Dao, [[the coast guard|CHN]] said on Tuesday.
[[Spokesperson Gan Lei|CHN]] said the helm had been turned at the last moment.
[[He|CHN]] urged Manila to stop.
[[The Philippine side|PHL]] claims its boats were fishing.
[[The foreign ministry|CHN]] summoned the ambassador, [[spokesman Guo Ming|CHN]] told a briefing.
[[The People’s Liberation Army|CHN]] sent two frigates.
[[A fishing boat captain from Tanmen|LOCAL]] said the waves were two meters high.
[[Manila’s defense secretary|PHL]] called it bullying.
[[The United States|USA]], which is no party to the dispute, made irresponsible remarks, [[the ministry|CHN]] said.
[[State television|CHN]] showed the hull.
[[The Hainan maritime authority|CHN]] issued a warning.
[[The Philippine Coast Guard’s spokesman, Jay Tarriela|PHL]], posted photos.
[[Both coast guards|CHN+PHL]] said nobody was hurt.""",
    ),
    "scs N": (
        "Pacific Wire",
        """MANILA/BEIJING — A Chinese ship and a Philippine patrol boat collided on Friday near a disputed shoal and [[each side|CHN+PHL]] blamed the other.
[[The China Coast Guard|CHN]] said the Philippine boat crossed its bow.
[[The Philippine Coast Guard|PHL]] said it was rammed from behind.
[[Its spokesman, Commodore Ben Salas|PHL]], said three crew were hurt.
[[Salas|PHL]] said the ship had no right to be there.
[[China’s foreign ministry|CHN]] told Manila to stop provocations.
[[The ministry|CHN]] gave no toll.
[[CCTV, the Chinese state broadcaster|CCTV]], aired a video.
[[The Philippines’ national security council|PHL]] said the video was cut.
[[A Vietnamese fisherman|LOCAL]] said he heard a bang.
[[Japan and Australia|JPN+AUS]] voiced concern.
[[The Southeast Asian nation|PHL]] has filed a protest.
[[The U.S. ambassador in Manila|USA]] condemned the ramming.
[[Ray Powell of SeaLight, a monitoring group|SEALIGHT]], said tracking data showed two ships.
[[The Chinese embassy|CHN]] called the ambassador a troublemaker.""",
    ),
    "kosovo A": (
        "Pristina Express",
        """NORTH MITROVICA — A police officer was shot dead on the road to Leposavic, [[Kosovo Police|XKX]] said.
[[Police director Gazmend Hoxha|XKX]] said the attackers fled to Serbia.
[[The interior minister|XKX]] accused Belgrade of arming them.
[[Prime Minister Ardian Berisha|XKX]] called an emergency session.
[[Serbia|SRB]] denied it.
[[The Serbian president, Dragan Ilic|SRB]], said the officer was shot by his own people.
[[Ilic|SRB]] offered no proof.
[[The mayor of Leposavic, a Kosovo Albanian|XKX]], called for calm.
[[KFOR troops|NATO]] sealed the road.
[[The alliance|NATO]] said it would add patrols.
[[A woman in the village of Lesak|LOCAL]] heard four shots.
[[The special prosecution|XKX]] opened a case.
[[The EU’s foreign policy chief|EU]] condemned the attack.
[[The bloc|EU]] called for restraint.
[[The northern municipality’s Serb leaders|SRB]] denied knowing the men.
[[The hospital in North Mitrovica|XKX]] treated two.""",
    ),
    "kosovo B": (
        "Belgrade Evening News",
        """BELGRADE — Kosovo special police opened fire on Serbs at a checkpoint near Zvecan, [[the Office for Kosovo and Metohija|SRB]] said.
[[Its director, Petar Jovic|SRB]], said two men were wounded.
[[The defense minister|SRB]] put the army on alert.
[[Pristina|XKX]] says the men were armed.
[[The so-called Kosovo interior ministry|XKX]] published a picture.
[[The president|SRB]] will address the nation, [[his office|SRB]] said.
[[A relative of one of the wounded|LOCAL]] said he was unarmed.
[[The general staff|SRB]] said no soldier had crossed.
[[The other side|XKX]] lies, [[Jovic|SRB]] said.
[[Moscow|RUS]] backed Serbia.
[[KFOR|NATO]] said it found no weapons.
[[The mission’s commander, Major General Luca Rossi|NATO]], visited the scene.
[[The public broadcaster RTS|RTS]] showed blood on a car.
[[Doctors in Kraljevo|SRB]] said one was critical.""",
    ),
    "znpp": (
        "UN News Service release",
        """VIENNA — The plant lost its last power line for two hours, [[the IAEA|IAEA]] said.
[[Its director general|IAEA]] called the situation fragile.
[[The agency’s team at the site|IAEA]] heard explosions.
[[Russia|RUS]] told the agency that a Ukrainian drone hit the line.
[[Ukraine|UKR]] said Russian shelling had cut it.
[[The Russian-installed management of the plant|RUS]] said radiation was normal.
[[Energoatom, Ukraine’s nuclear operator|UKR]], said a generator had failed.
[[The operator|UKR]] asked for access.
[[Rosatom|RUS]] said staff were safe.
[[Both countries|UKR+RUS]] promised to spare the line.""",
    ),
    "elfasher": (
        "OCHA Sudan press release",
        """GENEVA — Some 40,000 people fled El Fasher in a week, [[the U.N. Office for the Coordination of Humanitarian Affairs|UN]] said.
[[The Office|UN]] said two convoys were blocked.
[[The Rapid Support Forces|RSF]] told aid agencies that the road was open.
[[The group|RSF]] denied shelling the camp.
[[The Sudanese army|SAF]] said it had dropped food.
[[The governor of Darfur, Minni Arko|SAF]], said 200 were killed.
[[The Sudan Doctors Network|SDNET]] put the dead at 260.
[[Local volunteers|LOCAL]] said kitchens had run out of lentils.
[[WHO|UN]] said the hospital was hit.
[[UNICEF|UN]] said 12 children died.
[[A father of four who walked to Tawila|LOCAL]] said men were shot.
[[Chad|TCD]] opened a camp.
[[The Sudanese authorities|SAF]] have given permits.""",
    ),
    "armenia B2": (
        "Caspian Herald",
        """BAKU — Armenian forces shelled positions near Tovuz, [[the Azerbaijani Defense Ministry|AZE]] said.
[[The defence ministry’s press service|AZE]] said one soldier died.
[[Armenia’s Defense Ministry|ARM]] called it disinformation.
[[The ministry in Yerevan|ARM]] asked for an inquiry.
[[Azerbaijan’s foreign minister|AZE]] demanded an apology from the neighboring state.
[[The EU monitors|EU]] said they saw smoke.
[[The mission|EU]] gave no cause.
[[The Moscow-led bloc CSTO|CSTO]] stayed out of it.
[[The alliance’s secretariat|CSTO]] said it had no request.
[[Turkey’s president|TUR]] called for a treaty.
[[The head of Tavush province|ARM]] said two houses were damaged.
[[A farmer in Aygepar|LOCAL]] said his tractor was hit.
[[The Red Cross|ICRC]] moved a wounded man.
[[The ICRC|ICRC]] said it spoke to both sides.""",
    ),
    "hez A": (
        "Galilee Times",
        """METULA — Two rockets fell in an orchard, [[the army|ISR]] said.
[[The terror group|HEZ]] denied firing.
Hezbollah has [[the military|ISR]] says, rearmed.
[[The head of the Metula council|ISR]] asked for shelters.
[[The Lebanese prime minister|LBN]] promised an inquiry.
[[Beirut|LBN]] said it holds the south.
[[The Lebanese army|LBN]] found a launcher.
[[UNIFIL|UN]] recorded two launches.
[[The peacekeepers|UN]] sent a patrol.
[[An orchard owner|LOCAL]] said trees burned.
[[The IDF Spokesperson’s Unit|ISR]] released a map.
[[The chief of staff|ISR]] visited.
[[Hezbollah lawmaker Ali Fayad|HEZ]] spoke of lies.
[[Al-Manar|ALMANAR]] aired a denial.
[[Israel’s northern neighbor|LBN]] has to act, [[the defense minister|ISR]] said.""",
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_speakers_without_names_of_their_own(name: str) -> None:
    outlet, text = STORIES[name]
    plain, spans = marked(text)
    document = Document("d", plain, outlet=outlet)
    statements = [statement(document, number, document.span(start, end), end + 1) for number, (start, end, _) in enumerate(spans, 1)]
    assigned = assign_parties(statements, analyse(document), RESOLVER.on(None, plain))
    found: dict[int, set[str]] = {}
    for one in assigned:
        if one.speaker:
            found.setdefault(one.speaker.start, set()).update(one.parties)
    assert [(plain[start:end], found[start]) for start, end, _ in spans] == [(plain[start:end], set(codes.split("+"))) for start, end, codes in spans]


@pytest.mark.parametrize(
    ("text", "speaker", "code"),
    [
        # a secretary general is no general
        (
            "MINSK — Brazil’s army moved. The general in command spoke. The OAS met. The bloc’s secretary general said so.",
            "The bloc’s secretary general",
            "OAS",
        ),
        ("MINSK — OAS observers found shells. So the organization reported.", "the organization", "OAS"),
        ("Families from Hodeidah came on foot. The district’s administrators counted them.", "The district’s administrators", "YEM"),
    ],
)
def test_offices_by_their_owner(text: str, speaker: str, code: str) -> None:
    document = Document("d", text, outlet="Atlas Wire")
    start = text.index(speaker)
    one = statement(document, 1, document.span(start, start + len(speaker)), start + len(speaker) + 1)
    assert assign_parties([one], analyse(document), RESOLVER)[0].parties == (code,)
